"""Text that would steer a terminal, in every place that takes or shows text."""

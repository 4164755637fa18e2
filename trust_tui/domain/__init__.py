"""What the product knows about trust work: the records as frozen values, and pure functions over them."""

// Two terminals of @xterm/headless: each line of input is what is sent to both, each line of output what they show.
const { Terminal } = require("@xterm/headless");
const lines = require("readline").createInterface({ input: process.stdin });
const make = () => new Terminal({ cols: 40, rows: 12, allowProposedApi: true, convertEol: true });
const terminals = [make(), make()];
const show = (terminal) => {
  const buffer = terminal.buffer.active;
  const rows = [];
  for (let y = 0; y < terminal.rows; y++) rows.push(buffer.getLine(buffer.baseY + y).translateToString(false));
  return { rows, cursor: [buffer.cursorY, buffer.cursorX] };
};
lines.on("line", async (line) => {
  const step = JSON.parse(line);
  for (const terminal of terminals) if (step.size) terminal.resize(...step.size);
  await Promise.all(terminals.map((terminal, at) => new Promise((done) => terminal.write(step.sent[at], done))));
  console.log(JSON.stringify(terminals.map(show)));
});

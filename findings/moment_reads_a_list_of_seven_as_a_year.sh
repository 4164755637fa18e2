#!/bin/sh
# Guess: the date library that Obsidian's daily notes are named by says "no date" of a note's name that does not have the
#   form it is asked for (YYYY-MM-DD), or at least needs three numbers.
# Behaviour: moment reads any text in which one number can be found: "7 questions for Sam" is 1 January of the year 7,
#   "10 rules" is 1 January 2010, and all are "valid". Only the third argument, true, asks for the form.
# Version: moment 2.31.0 (npm)
# Source: moment's manual, String + Format: parsing is forgiving by default; it does not say how little is enough.
# Here: formats/note_dates.py wants a whole date in a name; such notes are dated otherwise, and the preview counts them.
# Needs Node.js and npm.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export HOME="$scratch"
npm install --silent --no-audit --no-fund moment@2.31.0 >/dev/null 2>&1
cat >look.cjs <<'SCRIPT'
const moment = require("moment");
const names = ["2026-03-02 Quarrel", "7 questions for Sam", "10 rules", "The 5 steps", "Quarrel"];
const seen = names.map((name) => {
  const loose = moment(name, "YYYY-MM-DD");
  const day = loose.isValid() ? loose.format("YYYY-MM-DD") : "no date";
  const strict = moment(name, "YYYY-MM-DD", true).isValid() ? "a date" : "no date";
  console.log(`${name.padEnd(20)} ${day.padEnd(12)} asked for the form alone: ${strict}`);
  return day;
});
const expected = ["2026-03-02", "0007-01-01", "2010-01-01", "0005-01-01", "no date"];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
SCRIPT
node look.cjs

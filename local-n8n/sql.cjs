'use strict';

// Run by n8n's own Node.js, which has SQLite. Runs statements on n8n's database and prints the rows of the
// last one.
const { DatabaseSync } = require('node:sqlite');

const [file, ...statements] = JSON.parse(process.argv[2]);
const database = new DatabaseSync(file, { timeout: 10_000 });
for (const statement of statements.slice(0, -1)) database.exec(statement);
process.stdout.write(JSON.stringify(database.prepare(statements.at(-1)).all()));
database.close();

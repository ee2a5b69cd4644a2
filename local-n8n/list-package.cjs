'use strict';

// Run by n8n's own Node.js, which has SQLite. Writes the rows that n8n writes when it installs a package;
// Settings > Community nodes reads them.
const { DatabaseSync } = require('node:sqlite');

const [file, name, version, author, nodes] = JSON.parse(process.argv[2]);
const database = new DatabaseSync(file, { timeout: 5000 });
database.exec('BEGIN IMMEDIATE');
database.prepare('DELETE FROM installed_nodes WHERE package = ?').run(name);
database.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(name);
database
	.prepare(
		'INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail) VALUES (?, ?, ?, ?)',
	)
	.run(name, version, author?.name ?? null, author?.email ?? null);
for (const node of nodes) {
	database
		.prepare('INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)')
		.run(node.displayName, node.name, node.version, name);
}
database.exec('COMMIT');
database.close();

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Installation } from './install';
import { startN8n } from './instance';
import { run } from './run';

/** Runs SQL on the database in an n8n's folder and returns the rows of the last statement. */
export async function sql<T>({ node }: Installation, userFolder: string, statements: string[]): Promise<T[]> {
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const script = join(__dirname, 'sql.cjs');
	const args = ['--no-warnings', script, JSON.stringify([file, ...statements])];
	return JSON.parse(await run(node, args, { cwd: userFolder }));
}

/** The database of an n8n that was started once and never used. It is stored next to n8n. */
async function newDatabase(installation: Installation): Promise<string> {
	const file = join(installation.dir, 'new-database.sqlite');
	if (existsSync(file)) return file;
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-new-'));
	const n8n = await startN8n({ installation, userFolder });
	await n8n.stop();
	const copy = join(installation.dir, `new-database.${process.pid}.sqlite`);
	await sql(installation, userFolder, [`VACUUM INTO '${copy}'`, 'SELECT 1']);
	renameSync(copy, file);
	rmSync(userFolder, { recursive: true });
	return file;
}

/**
 * Copies this database into the folder of an n8n that has never been started, because database setup takes
 * longer than the rest of the start.
 */
export async function useNewDatabase(installation: Installation, userFolder: string): Promise<void> {
	const folder = join(userFolder, '.n8n');
	mkdirSync(folder, { recursive: true });
	copyFileSync(await newDatabase(installation), join(folder, 'database.sqlite'));
}

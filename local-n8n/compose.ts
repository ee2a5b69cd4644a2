import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What is read of a service in a Compose file. */
export interface ComposeService {
	image: string;
	user?: string;
	command?: string | string[];
	environment?: Record<string, string | number>;
	depends_on?: Record<string, { condition: string; restart?: boolean }>;
	healthcheck?: { test: string[] };
	ports?: string[];
	volumes?: string[];
	stop_grace_period?: string;
}

export interface ComposeFile<Name extends string> {
	services: Record<Name, ComposeService>;
	configs: { caddyfile: { content: string } };
	volumes: Record<string, null>;
}

/** Reads a Compose file in examples/docker. */
export const readCompose = <Name extends string>(file: string): ComposeFile<Name> =>
	parse(readFileSync(join(__dirname, '../examples/docker', file), 'utf8'), { merge: true });

/** Resolves `${NAME}`, `${NAME:-default}` and `${NAME:?message}` as Compose does. A missing value is an empty text. */
export const interpolated = (content: string, env: Record<string, string>): string =>
	content.replace(
		/\$\{(\w+)(?::([-?])([^}]*))?\}/g,
		(_, name: string, kind?: string, otherwise?: string) => env[name] || (kind === '-' ? otherwise! : ''),
	);

/** The environment variables of a service, resolved. */
export const environmentOf = (
	{ environment = {} }: ComposeService,
	env: Record<string, string>,
): Record<string, string> =>
	Object.fromEntries(
		Object.entries(environment).map(([name, value]) => [name, interpolated(String(value), env)]),
	);

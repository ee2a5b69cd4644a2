import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { Problem, tail } from './problem';

export interface RunOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Receives all output of the command. */
	log?: Writable;
	/** Called once a second. */
	onTick?: () => void;
}

export class CommandFailed extends Problem {
	constructor(
		command: string,
		ending: string,
		readonly output: string,
	) {
		super(`${command} ended with ${ending}${output.trim() ? `:\n${tail(output)}` : ''}`);
	}
}

/** Runs a command to its end and returns its standard output. The command ends if this process ends. */
export function run(command: string, args: string[], { cwd, env, log, onTick }: RunOptions): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
		const ticking = onTick && setInterval(onTick, 1000);
		onTick?.();
		const kill = () => child.kill();
		process.once('exit', kill);
		let output = '';
		let everything = '';
		child.stdout.on('data', (chunk) => (output += chunk));
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => {
				everything += chunk;
				log?.write(chunk);
			});
		}
		const end = (settle: () => void) => {
			clearInterval(ticking);
			process.off('exit', kill);
			settle();
		};
		child.on('error', (error) =>
			end(() => reject(new Problem(`${command} couldn't be started: ${error.message}`))),
		);
		child.on('close', (code, signal) => {
			if (code === 0) return end(() => resolve(output));
			end(() =>
				reject(new CommandFailed([command, ...args].join(' '), signal ?? `code ${code}`, everything)),
			);
		});
	});
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

const dist = join(__dirname, '../../dist');
const nodes = join(dist, 'nodes/EcGrid');

const requireFromHere = createRequire(__filename);

type Load = (name: string) => unknown;
type Compiled = (exports: object, load: Load, module: { exports: object }) => void;

const compiled = new Map<string, Compiled>();

function compile(file: string): Compiled {
	const code = `${readFileSync(file, 'utf8')}\n//# sourceURL=${file}`;
	const made = new Function('exports', 'require', 'module', code) as Compiled;
	compiled.set(file, made);
	return made;
}

/**
 * One n8n process for the built package. No other process knows what its modules remember, and it is lost
 * when the process ends.
 */
export class N8nProcess {
	private readonly modules = new Map<string, { exports: object }>();

	private readonly nodes = new Map<string, INodeType>();

	/** `instead` replaces packages, by name. */
	constructor(private readonly instead: Record<string, unknown> = {}) {}

	/** A node of the package. */
	node(className: 'EcGrid' | 'EcGridTrigger' | 'EcGridInboxTrigger'): INodeType {
		const known = this.nodes.get(className);
		if (known) return known;
		const exported = this.load(join(nodes, `${className}.node.js`)) as Record<string, new () => INodeType>;
		const node = new exported[className]!();
		this.nodes.set(className, node);
		return node;
	}

	/** The package's credential. */
	credential(): ICredentialType {
		const file = join(dist, 'credentials/EcGridApi.credentials.js');
		const { EcGridApi } = this.load(file) as Record<string, new () => ICredentialType>;
		return new EcGridApi!();
	}

	private load(file: string): object {
		const known = this.modules.get(file);
		if (known) return known.exports;
		const module = { exports: {} };
		this.modules.set(file, module);
		const load: Load = (name) => {
			if (!name.startsWith('.')) return this.instead[name] ?? requireFromHere(name);
			return this.load(join(dirname(file), name));
		};
		(compiled.get(file) ?? compile(file))(module.exports, load, module);
		return module.exports;
	}
}

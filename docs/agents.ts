import { resources } from '../nodes/EcGrid/resources';
import { linkTo } from './operations';

/** Returns the list in docs/ai-tool.md: the operations that delete something or are declared dangerous, by resource. */
export const operationsNotForAgents = (): string =>
	resources
		.map(({ name, operations }) => ({
			name,
			unfit: operations.filter(({ endpoint, dangerous }) => dangerous ?? endpoint.startsWith('DELETE ')),
		}))
		.filter(({ unfit }) => unfit.length > 0)
		.map(({ name, unfit }) => `- ${name}: ${unfit.map((each) => linkTo('operations.md', each)).join(', ')}`)
		.join('\n');

import type { NodeHint } from 'n8n-workflow';

import type { Resource } from './operation';

/** The hints of all operations, each shown beside the output while its operation is chosen. */
export const hintsOf = (resources: Resource[]): NodeHint[] =>
	resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap(({ value: operation, hint }) =>
			hint
				? {
						...hint,
						location: 'outputPane' as const,
						displayCondition: `={{ $parameter["resource"] === "${resource}" && $parameter["operation"] === "${operation}" }}`,
					}
				: [],
		),
	);

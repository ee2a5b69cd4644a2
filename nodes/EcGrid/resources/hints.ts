import type { IExecuteFunctions, NodeHint } from 'n8n-workflow';

import type { Operation, Resource } from './operation';

const location = 'outputPane';

/** The hints before a run, each shown beside the output while its operation is chosen. */
export const hintsBefore = (resources: Resource[]): NodeHint[] =>
	resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap(({ value: operation, hintBefore }) =>
			hintBefore
				? {
						...hintBefore,
						location,
						whenToDisplay: 'beforeExecution' as const,
						displayCondition: `={{ $parameter["resource"] === "${resource}" && $parameter["operation"] === "${operation}" }}`,
					}
				: [],
		),
	);

/** Shows the hint after a run. A hint of the node's description would be shown after a failed run, too. */
export function showHintAfter(context: IExecuteFunctions, { hintAfter }: Operation) {
	if (hintAfter) context.addExecutionHints({ ...hintAfter, location });
}

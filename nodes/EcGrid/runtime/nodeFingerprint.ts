import { createHash } from 'crypto';

import type { FunctionsBase } from 'n8n-workflow';

export type NodeContext = Pick<FunctionsBase, 'getNode' | 'getWorkflow' | 'getInstanceId' | 'getCredentials'>;

/** What no other node has: which n8n, which workflow, which node. */
export const nodeIdentity = (context: NodeContext): string =>
	JSON.stringify([context.getInstanceId(), context.getWorkflow().id, context.getNode().id]);

const fingerprint = (purpose: string, context: NodeContext): string =>
	createHash('sha256')
		.update(`n8n-nodes-ecgrid ${purpose} ${nodeIdentity(context)}`)
		.digest('base64url');

/** A fingerprint of the node in this workflow in this n8n: a copy or an import has another one. */
export const nodeFingerprint = (context: NodeContext): string => fingerprint('owner', context);

/** The same, with another one for each ECGrid: the IDs of one are not those of another. */
export const nodeFingerprintAt = (context: NodeContext, ecGrid: string): string =>
	fingerprint(`owner at ${ecGrid}`, context);

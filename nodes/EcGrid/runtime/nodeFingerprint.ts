import { createHash } from 'crypto';

import type { FunctionsBase } from 'n8n-workflow';

export type NodeContext = Pick<FunctionsBase, 'getNode' | 'getWorkflow' | 'getInstanceId' | 'getCredentials'>;

/** Identifies a node uniquely: its n8n instance, workflow and node ID. */
export const nodeIdentity = (context: NodeContext): string =>
	JSON.stringify([context.getInstanceId(), context.getWorkflow().id, context.getNode().id]);

const fingerprint = (purpose: string, context: NodeContext): string =>
	createHash('sha256')
		.update(`n8n-nodes-ecgrid ${purpose} ${nodeIdentity(context)}`)
		.digest('base64url');

/** A fingerprint of the node in this workflow in this n8n. A copied or imported node has a different one. */
export const nodeFingerprint = (context: NodeContext): string => fingerprint('owner', context);

/** The same, but different for each ECGrid, because an ID means something only at the ECGrid that issued it. */
export const nodeFingerprintAt = (context: NodeContext, ecGrid: string): string =>
	fingerprint(`owner at ${ecGrid}`, context);

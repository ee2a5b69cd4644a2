import { createHash, createHmac, timingSafeEqual } from 'crypto';

import type { FunctionsBase } from 'n8n-workflow';

import { apiKeyOf, CREDENTIAL } from '../transport/credential';

/** The user name and password with which ECGrid calls one trigger node. */
export interface Login {
	username: string;
	password: string;
}

export type NodeContext = Pick<FunctionsBase, 'getNode' | 'getWorkflow' | 'getInstanceId' | 'getCredentials'>;

/** What no other node has: which n8n, which workflow, which node. */
export const identityOf = (context: NodeContext): string =>
	JSON.stringify([context.getInstanceId(), context.getWorkflow().id, context.getNode().id]);

const fingerprint = (purpose: string, context: NodeContext): string =>
	createHash('sha256')
		.update(`n8n-nodes-ecgrid ${purpose} ${identityOf(context)}`)
		.digest('base64url');

/** A fingerprint of the node in this workflow in this n8n: a copy or an import has another one. */
export const ownerOf = (context: NodeContext): string => fingerprint('owner', context);

/** With what the node signs its nonces for Digest, the same in every process of this n8n. */
export const nonceKeyOf = (context: NodeContext): string => fingerprint('nonce', context);

/**
 * The login of a trigger node. It is derived from the API key and the node's identity, so that every process
 * of this n8n can derive it again and nothing secret is stored.
 */
export async function loginOf(context: NodeContext): Promise<Login> {
	const apiKey = apiKeyOf(await context.getCredentials(CREDENTIAL));
	const derive = (purpose: string) =>
		createHmac('sha256', apiKey)
			.update(`n8n-nodes-ecgrid ${purpose} ${identityOf(context)}`)
			.digest('base64url');
	return {
		username: `n8n-${derive('username').slice(0, 12)}`,
		// The prefix brings every kind of character that ECGrid's password rule asks for.
		password: `Ec1-${derive('password')}`,
	};
}

/** Compares two texts in a time that does not depend on where they differ. */
export const equal = (left: string, right: string): boolean =>
	timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());

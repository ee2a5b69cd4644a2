import { UserError, type IDataObject, type IHookFunctions, type ITriggerFunctions } from 'n8n-workflow';

import { intId } from '../fields/readers';
import { nodeError } from '../transport/failure';

export type Authentication = 'basic' | 'digest' | 'none';

/** What callbacks are limited to; a field that is absent sets no limit. */
export interface Scope {
	mailboxId?: number;
	networkId?: number;
}

/** What should be registered at ECGrid for a trigger node. */
export interface Wanted {
	/** The node's own webhook URL. */
	address: string;
	/** One callback for each. */
	events: string[];
	scope: Scope;
	authentication: Authentication;
}

/** The scope that a trigger node's options set. Throws a UserError that names the field. */
export function scopeOf(options: IDataObject): Scope {
	return {
		mailboxId: intId(options.mailboxId, 'Mailbox') as number | undefined,
		networkId: intId(options.networkId, 'Network') as number | undefined,
	};
}

/** What a registration is read from: a hook, or `trigger()`. */
export type RegistrationContext = IHookFunctions | ITriggerFunctions;

/** Reads from a trigger node's parameters what it should have registered for an address. Bad input is thrown as a NodeOperationError that names the field; nothing is sent. */
export function wantedBy(context: RegistrationContext, address: string): Wanted {
	const events = [...new Set(context.getNodeParameter('events', []) as string[])];
	try {
		if (events.length === 0) throw new UserError('Events to Listen For is empty. Choose at least one event.');
		return {
			address,
			events,
			scope: scopeOf(context.getNodeParameter('options', {}) as IDataObject),
			authentication: context.getNodeParameter('authentication', 'basic') as Authentication,
		};
	} catch (error) {
		throw nodeError(context, error);
	}
}

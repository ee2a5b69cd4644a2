import type { Grid, Handlers } from './api';
import type { Paging } from './paging';

interface ListFilter extends Paging {
	networkId?: number;
	mailboxId?: number;
	status?: string;
}

/** Handlers for the version, the user, and the lists of networks and mailboxes. */
export const accounts = ({ store, reading }: Grid): Handlers => ({
	'GET /v2/auth/version': () => ({ version: '2.6.0' }),

	'GET /v2/users/me': () => store.user,

	'POST /v2/networks/list': ({ networkId, mailboxId, status, ...paging }: ListFilter) => {
		const owner = mailboxId ? store.mailbox(mailboxId).networkId : undefined;
		const found = store.networks.filter(
			(network) =>
				(!networkId || network.networkId === networkId) &&
				(owner === undefined || network.networkId === owner) &&
				(!status || network.status === status),
		);
		return reading.list('networks', found, paging);
	},

	'POST /v2/mailboxes/list': ({ networkId, status, ...paging }: ListFilter) => {
		const found = store.mailboxes.filter(
			(mailbox) => (!networkId || mailbox.networkId === networkId) && (!status || mailbox.status === status),
		);
		return reading.list('mailboxes', found, paging);
	},
});

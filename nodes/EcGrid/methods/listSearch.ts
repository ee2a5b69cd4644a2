import type {
	GenericValue,
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { withoutLogin } from '../transport/logins';
import { nodeError } from '../transport/failure';
import { fetchPage, onlyPage } from '../transport/pages';
import { firstId, firstText, isRecord } from '../transport/record';
import { outputRedactionFor } from '../transport/secrets';
import type { ApiRequest } from '../transport/api';
import { SHORT_RETRY_BUDGET_MS } from '../transport/retry';

const PAGE_SIZE = 100;
const SEARCH_PAGE_SIZE = 500;
/** Pages of 500 that one search reads before it shows what it has. */
const MAX_PAGES_PER_SEARCH = 10;
/** With fewer results there is nothing to scroll, and the editor reads the next page only when a person scrolls. */
const MIN_RESULTS = 10;

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** An ECGrid list that a person chooses from. */
interface Pickable {
	/** The name of its objects, in the plural. */
	what: string;
	endpoint: `${'GET' | 'POST'} /v2/${string}`;
	/** The fields that may contain a row's ID. */
	idNames: string[];
	/** The name of a row for people. */
	nameOf(row: IDataObject): string | undefined;
	/** Another field to search. */
	alsoFoundBy?: string;
	/** Whether the list has pages. */
	isPaged: boolean;
	/** The IDs that limit the list, if the node has fields for them. */
	limitedBy?: string[];
	/** One of them, without which there is no list: the field's label. */
	needs?: { id: string; label: string };
}

/** The IDs in the node's fields that limit a list. Throws if the one that it needs isn't chosen yet. */
function limitsOf(context: ILoadOptionsFunctions, { what, limitedBy = [], needs }: Pickable): IDataObject {
	const names = [...limitedBy, ...(needs ? [needs.id] : [])];
	const limits = names.flatMap((name) => {
		// n8n can extract the value of a locator only from a field that the operation shows.
		const given = context.getCurrentNodeParameter(name) as GenericValue;
		const id = firstId({ id: isRecord(given) ? given.value : given }, 'id');
		return typeof id === 'number' ? [[name, id] as const] : [];
	});
	if (needs && !limits.some(([name]) => name === needs.id)) {
		throw nodeError(context, `Choose “${needs.label}” first: ECGrid lists ${what} of one at a time.`);
	}
	return Object.fromEntries(limits);
}

/** The choice for a row; none for a row without an ID, which would leave the field empty. */
const labelled = (row: IDataObject, { idNames, nameOf }: Pickable) => {
	const id = firstId(row, ...idNames);
	if (typeof id !== 'number' || id < 1) return [];
	const name = nameOf(row);
	return [{ name: name ? `${name} (${id})` : String(id), value: id, row }];
};

/** The line that says that a search stopped before the end of the list. If a person picks it, the node refuses it as an ID. */
const notSearched = (what: string, rows: number): INodeListSearchItems => ({
	name: `Searched only the first ${rows} ${what}. If yours is missing, choose By ID.`,
	value: 'not searched',
});

/** The line that says that ECGrid reports more rows than it lists. The node refuses it as an ID, too. */
const notListed = (what: string, rows: number, total: number): INodeListSearchItems => ({
	name: `ECGrid lists only ${rows} of ${total} ${what}. If yours is missing, choose By ID.`,
	value: 'not listed',
});

/** Where a list continues: the page, the number of rows before it, and the first row of the previous page, which reveals a list that ignores the page number. */
const placeOf = (token: string | undefined) => {
	const [pageNo = '1', before = '0', ...first] = token?.split(' ') ?? [];
	return { pageNo: Number(pageNo), before: Number(before), last: first.join(' ') };
};

/**
 * A list of ECGrid objects for a picker, page by page. ECGrid can't search by text, so a search reads pages
 * and keeps the rows whose name or ID contains the text. Shows a row once, and no API key.
 */
const listSearch = (list: Pickable): ListSearch =>
	async function (filter, paginationToken) {
		return await outputRedactionFor(this)(await search.call(this, list, filter, paginationToken));
	};

async function search(
	this: ILoadOptionsFunctions,
	list: Pickable,
	...[filter, paginationToken]: Parameters<ListSearch>
): Promise<INodeListSearchResult> {
	const { what, endpoint, idNames, alsoFoundBy = '', isPaged } = list;
	const [method, path] = endpoint.split(' ') as ['GET' | 'POST', string];
	const request: ApiRequest = {
		method,
		path,
		body: method === 'GET' ? undefined : limitsOf(this, list),
		idempotent: true,
		retryBudgetMs: SHORT_RETRY_BUDGET_MS,
	};
	const searchText = filter?.trim().toLowerCase() ?? '';
	const size = searchText ? SEARCH_PAGE_SIZE : PAGE_SIZE;
	let { pageNo, before, last } = placeOf(paginationToken);
	const results: INodeListSearchItems[] = [];
	const listed = new Set<number>();

	for (let pages = 1; ; pages++) {
		const {
			rows,
			hasMore,
			total = 0,
		} = isPaged ? await fetchPage(this, request, pageNo, size, { before }) : await onlyPage(this, request);
		const first = String(firstId(rows[0], ...idNames) ?? '');
		const isRepeated = first !== '' && first === last;
		const found = rows
			.flatMap((row) => labelled(row, list))
			.filter(
				({ name, row }) =>
					!searchText ||
					[name, firstText(row, alsoFoundBy) ?? ''].some((text) => text.toLowerCase().includes(searchText)),
			);
		for (const { name, value } of isRepeated ? [] : found) {
			if (!listed.has(value)) results.push({ name, value });
			listed.add(value);
		}
		const read = isRepeated ? before : before + rows.length;
		const isEnd = isRepeated || rows.length === 0 || !isPaged;
		if (isEnd && read < total) results.push(notListed(what, read, total));
		if (isRepeated || !hasMore) return { results, paginationToken: undefined };
		[pageNo, before, last] = [pageNo + 1, read, first];
		const isEnough = !searchText || results.length >= MIN_RESULTS;
		if (isEnough || pages >= MAX_PAGES_PER_SEARCH) {
			if (!isEnough) results.push(notSearched(what, before));
			return { results, paginationToken: `${pageNo} ${before} ${last}` };
		}
	}
}

const companyName = (row: IDataObject) => firstText(row, 'companyName', 'mailboxName', 'name', 'uniqueId');

/** Page: rest-api/mailboxes/list-mailboxes. */
export const searchMailboxes = listSearch({
	what: 'mailboxes',
	endpoint: 'POST /v2/mailboxes/list',
	idNames: ['mailboxId'],
	nameOf: companyName,
	alsoFoundBy: 'uniqueId',
	isPaged: true,
	limitedBy: ['networkId'],
});

/** Page: rest-api/networks/list-networks. */
export const searchNetworks = listSearch({
	what: 'networks',
	endpoint: 'POST /v2/networks/list',
	idNames: ['networkId'],
	nameOf: companyName,
	alsoFoundBy: 'uniqueId',
	isPaged: true,
});

/** Page: rest-api/callbacks/queue-list, and row C6 of the sheet. */
export const searchCallbacks = listSearch({
	what: 'callbacks',
	endpoint: 'POST /v2/callbacks/queue-list',
	idNames: ['callbackId', 'callBackEventId'],
	nameOf: (row) =>
		[firstText(row, 'event'), withoutLogin(firstText(row, 'url') ?? '')].filter(Boolean).join(': '),
	isPaged: true,
});

/** The pending parcels of the API key's own mailbox. Page: rest-api/parcels/pending-inbox-list. */
export const searchParcels = listSearch({
	what: 'waiting parcels',
	endpoint: 'POST /v2/parcels/pending-inbox-list',
	idNames: ['parcelId'],
	nameOf: (row) => firstText(row, 'fileName'),
	isPaged: false,
});

/** The ECGrid IDs of a mailbox or network: qualifier, ID and description. Page: rest-api/ids/list-ids. */
export const searchEcGridIds = listSearch({
	what: 'ECGrid IDs',
	endpoint: 'POST /v2/ids/list',
	idNames: ['ecGridId'],
	nameOf: (row) =>
		[
			[firstText(row, 'qualifier', 'isaQualifier'), firstText(row, 'id', 'isaId')?.trim()]
				.filter(Boolean)
				.join(':'),
			firstText(row, 'description', 'companyName'),
		]
			.filter(Boolean)
			.join(' '),
	isPaged: true,
	limitedBy: ['mailboxId', 'networkId'],
});

/** The partners of an ECGrid ID. Page: rest-api/partners/list-partners. */
export const searchPartners = listSearch({
	what: 'partners',
	endpoint: 'POST /v2/partners/list',
	idNames: ['interconnectId'],
	nameOf: (row) =>
		`${firstText(row, 'ecGridIdFrom') ?? '?'} and ${firstText(row, 'ecGridIdTo') ?? '?'}, ${firstText(row, 'status') ?? 'status unknown'}`,
	isPaged: true,
	needs: { id: 'ecGridId', label: 'ECGrid ID' },
});

/** Page: rest-api/users/list-users, and row A9 of the sheet. */
export const searchUsers = listSearch({
	what: 'users',
	endpoint: 'POST /v2/users/list',
	idNames: ['userId'],
	nameOf: (row) => firstText(row, 'login', 'loginName', 'email'),
	alsoFoundBy: 'email',
	isPaged: true,
	limitedBy: ['networkId', 'mailboxId'],
});

/** The API keys of a user, without the keys themselves. Page: rest-api/keys/list-keys. */
export const searchKeys = listSearch({
	what: 'keys',
	endpoint: 'POST /v2/keys/list',
	idNames: ['keyId'],
	nameOf: (row) =>
		`${firstText(row, 'visibility') ?? 'Key'}, created ${firstText(row, 'created', 'createdDate') ?? 'at an unknown time'}`,
	isPaged: false,
	needs: { id: 'userId', label: 'User' },
});

/** Page: rest-api/carbon-copies/list-carbon-copies, and row N16 of the sheet. */
export const searchCarbonCopies = listSearch({
	what: 'carbon copies',
	endpoint: 'POST /v2/carboncopies/list',
	idNames: ['ccId', 'carbonCopyId'],
	nameOf: (row) =>
		`${firstText(row, 'fromMailboxId', 'mailboxId') ?? '?'} to ${firstText(row, 'toMailboxId', 'copyToMailboxId') ?? '?'}, ${firstText(row, 'direction') ?? 'direction unknown'}`,
	isPaged: true,
	limitedBy: ['mailboxId'],
});

/** Page: rest-api/comms/list-comms, and row N17 of the sheet. */
export const searchComms = listSearch({
	what: 'comms',
	endpoint: 'POST /v2/comms/list',
	idNames: ['commId'],
	nameOf: (row) =>
		[firstText(row, 'commType', 'type'), firstText(row, 'identifier')].filter(Boolean).join(' '),
	isPaged: false,
});

const interchanges = (endpoint: Pickable['endpoint']) =>
	listSearch({
		what: 'interchanges',
		endpoint,
		idNames: ['interchangeId'],
		nameOf: (row) =>
			`${firstText(row, 'documentType', 'standard') ?? 'Interchange'} from ${firstText(row, 'sender', 'senderEDIId') ?? '?'} to ${firstText(row, 'receiver', 'receiverEDIId') ?? '?'}`,
		isPaged: true,
		limitedBy: ['mailboxId'],
	});

/** Page: rest-api/interchanges/inbox-list. */
export const searchInboxInterchanges = interchanges('POST /v2/interchanges/inbox-list');

/** Page: rest-api/interchanges/outbox-list. */
export const searchOutboxInterchanges = interchanges('POST /v2/interchanges/outbox-list');

/** Page: rest-api/reports/report-list. */
export const searchReports = listSearch({
	what: 'reports',
	endpoint: 'GET /v2/reports/false',
	idNames: ['reportId'],
	nameOf: (row) => firstText(row, 'name', 'description'),
	alsoFoundBy: 'description',
	isPaged: false,
});

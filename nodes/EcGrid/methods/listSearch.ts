import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { withoutLogin } from '../transport/logins';
import { fetchPage, onlyPage } from '../transport/pages';
import { firstId, firstText } from '../transport/record';
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
	path: string;
	/** The fields that may contain a row's ID. */
	idNames: string[];
	/** The name of a row for people. */
	nameOf(row: IDataObject): string | undefined;
	/** Another field to search. */
	alsoFoundBy?: string;
	/** Whether the list has pages. */
	isPaged: boolean;
}

/** The choice for a row; none for a row without an ID, which would leave the field empty. */
const labelled = (row: IDataObject, { idNames, nameOf }: Pickable) => {
	const id = firstId(row, ...idNames);
	if (typeof id !== 'number') return [];
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
 * and keeps the rows whose name or ID contains the text.
 */
const listSearch = (list: Pickable): ListSearch =>
	async function (filter, paginationToken) {
		const { what, path, idNames, alsoFoundBy = '', isPaged } = list;
		const request: ApiRequest = {
			method: 'POST',
			path,
			body: {},
			idempotent: true,
			retryBudgetMs: SHORT_RETRY_BUDGET_MS,
		};
		const searchText = filter?.trim().toLowerCase() ?? '';
		const size = searchText ? SEARCH_PAGE_SIZE : PAGE_SIZE;
		let { pageNo, before, last } = placeOf(paginationToken);
		const results: INodeListSearchItems[] = [];

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
			if (!isRepeated) results.push(...found.map(({ name, value }) => ({ name, value })));
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
	};

const companyName = (row: IDataObject) => firstText(row, 'companyName', 'mailboxName', 'name', 'uniqueId');

/** Page: rest-api/mailboxes/list-mailboxes. */
export const searchMailboxes = listSearch({
	what: 'mailboxes',
	path: '/v2/mailboxes/list',
	idNames: ['mailboxId'],
	nameOf: companyName,
	alsoFoundBy: 'uniqueId',
	isPaged: true,
});

/** Page: rest-api/networks/list-networks. */
export const searchNetworks = listSearch({
	what: 'networks',
	path: '/v2/networks/list',
	idNames: ['networkId'],
	nameOf: companyName,
	alsoFoundBy: 'uniqueId',
	isPaged: true,
});

/** Page: rest-api/callbacks/queue-list, and row C6 of the sheet. */
export const searchCallbacks = listSearch({
	what: 'callbacks',
	path: '/v2/callbacks/queue-list',
	idNames: ['callbackId', 'callBackEventId'],
	nameOf: (row) =>
		[firstText(row, 'event'), withoutLogin(firstText(row, 'url') ?? '')].filter(Boolean).join(': '),
	isPaged: true,
});

/** The pending parcels of the API key's own mailbox. Page: rest-api/parcels/pending-inbox-list. */
export const searchParcels = listSearch({
	what: 'waiting parcels',
	path: '/v2/parcels/pending-inbox-list',
	idNames: ['parcelId'],
	nameOf: (row) => firstText(row, 'fileName'),
	isPaged: false,
});

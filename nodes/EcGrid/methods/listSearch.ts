import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { fetchPage } from '../transport/pages';
import { firstId, firstText } from '../transport/record';
import type { ApiRequest } from '../transport/api';
import { SHORT_RETRY_BUDGET_MS } from '../transport/retry';

const PAGE_SIZE = 100;
const SEARCH_PAGE_SIZE = 500;
/** Pages of 500 that one search reads before it shows what it has. */
const MAX_PAGES_PER_SEARCH = 10;
/** The editor reads on when a person scrolls. So few results leave nothing to scroll. */
const MIN_RESULTS = 10;

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** The row to choose from; none for a row without an ID: chosen, it would leave the field empty. */
const labelled = (row: IDataObject, idName: string) => {
	const id = firstId(row, idName);
	if (typeof id !== 'number') return [];
	const name = firstText(row, 'companyName', 'mailboxName', 'name', 'uniqueId');
	return [{ name: name ? `${name} (${id})` : String(id), value: id, row }];
};

/** Says that a search did not come to the end of the list. It is no choice: as an ID it is refused. */
const notSearched = (what: string, rows: number): INodeListSearchItems => ({
	name: `Only ${rows} ${what} were searched, and there are more. If it is missing, choose By ID.`,
	value: 'not searched',
});

/** Says that ECGrid tells of more than it lists. It is no choice either. */
const notListed = (what: string, rows: number, total: number): INodeListSearchItems => ({
	name: `ECGrid lists only ${rows} of ${total} ${what}. If it is missing, choose By ID.`,
	value: 'not listed',
});

/** Where a list goes on: the page, how many rows came before it, and the first row of the page before, by which a list that ignores the page number is known. */
const placeOf = (token: string | undefined) => {
	const [pageNo = '1', before = '0', ...first] = token?.split(' ') ?? [];
	return { pageNo: Number(pageNo), before: Number(before), last: first.join(' ') };
};

/**
 * A list of ECGrid objects for a picker, page by page. ECGrid cannot search by text, so a search reads pages
 * and keeps the rows whose name, unique ID or ID holds the text.
 * API: rest-api/mailboxes/list-mailboxes, rest-api/networks/list-networks.
 */
const listSearch = (what: string, path: string, idName: string): ListSearch =>
	async function (filter, paginationToken) {
		const request: ApiRequest = {
			method: 'POST',
			path,
			body: {},
			idempotent: true,
			retryBudgetMs: SHORT_RETRY_BUDGET_MS,
		};
		const wanted = filter?.trim().toLowerCase() ?? '';
		const size = wanted ? SEARCH_PAGE_SIZE : PAGE_SIZE;
		let { pageNo, before, last } = placeOf(paginationToken);
		const results: INodeListSearchItems[] = [];

		for (let pages = 1; ; pages++) {
			const { rows, hasMore, total = 0 } = await fetchPage(this, request, pageNo, size, { before });
			const first = String(firstId(rows[0], idName) ?? '');
			const isRepeated = first !== '' && first === last;
			if ((isRepeated || rows.length === 0) && before < total) results.push(notListed(what, before, total));
			if (isRepeated) return { results, paginationToken: undefined };
			const found = rows
				.flatMap((row) => labelled(row, idName))
				.filter(
					({ name, row }) =>
						!wanted ||
						[name, firstText(row, 'uniqueId') ?? ''].some((text) => text.toLowerCase().includes(wanted)),
				);
			results.push(...found.map(({ name, value }) => ({ name, value })));
			[pageNo, before, last] = [pageNo + 1, before + rows.length, first];
			if (!hasMore) return { results, paginationToken: undefined };
			const isEnough = !wanted || results.length >= MIN_RESULTS;
			if (isEnough || pages >= MAX_PAGES_PER_SEARCH) {
				if (!isEnough) results.push(notSearched(what, before));
				return { results, paginationToken: `${pageNo} ${before} ${last}` };
			}
		}
	};

export const searchMailboxes = listSearch('mailboxes', '/v2/mailboxes/list', 'mailboxId');
export const searchNetworks = listSearch('networks', '/v2/networks/list', 'networkId');

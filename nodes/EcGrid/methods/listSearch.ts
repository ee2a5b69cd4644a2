import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { page } from '../transport/pages';
import { readId, readText } from '../transport/record';
import type { ApiRequest } from '../transport/api';
import { BRIEF_PATIENCE } from '../transport/retry';

const ROWS_SHOWN = 100;
const ROWS_SEARCHED = 500;
/** Pages of 500 that one search reads before it shows what it has. */
const PAGES_A_SEARCH = 10;
/** The editor reads on when a person scrolls. So few results leave nothing to scroll. */
const TOO_FEW_TO_SCROLL = 10;

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** The row to choose from; none for a row without an ID: chosen, it would leave the field empty. */
const labelled = (row: IDataObject, idName: string) => {
	const id = readId(row, idName);
	if (typeof id !== 'number') return [];
	const name = readText(row, 'companyName', 'mailboxName', 'name', 'uniqueId');
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
			repeatable: true,
			patience: BRIEF_PATIENCE,
		};
		const wanted = filter?.trim().toLowerCase() ?? '';
		const size = wanted ? ROWS_SEARCHED : ROWS_SHOWN;
		let { pageNo, before, last } = placeOf(paginationToken);
		const results: INodeListSearchItems[] = [];

		for (let pages = 1; ; pages++) {
			const { rows, more, total = 0 } = await page(this, request, pageNo, size, { before });
			const first = String(readId(rows[0], idName) ?? '');
			const isRepeated = first !== '' && first === last;
			if ((isRepeated || rows.length === 0) && before < total) results.push(notListed(what, before, total));
			if (isRepeated) return { results, paginationToken: undefined };
			const found = rows
				.flatMap((row) => labelled(row, idName))
				.filter(
					({ name, row }) =>
						!wanted ||
						[name, readText(row, 'uniqueId') ?? ''].some((text) => text.toLowerCase().includes(wanted)),
				);
			results.push(...found.map(({ name, value }) => ({ name, value })));
			[pageNo, before, last] = [pageNo + 1, before + rows.length, first];
			if (!more) return { results, paginationToken: undefined };
			const isEnough = !wanted || results.length >= TOO_FEW_TO_SCROLL;
			if (isEnough || pages >= PAGES_A_SEARCH) {
				if (!isEnough) results.push(notSearched(what, before));
				return { results, paginationToken: `${pageNo} ${before} ${last}` };
			}
		}
	};

export const searchMailboxes = listSearch('mailboxes', '/v2/mailboxes/list', 'mailboxId');
export const searchNetworks = listSearch('networks', '/v2/networks/list', 'networkId');

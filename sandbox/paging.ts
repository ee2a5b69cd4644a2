export interface Paging {
	pageNo?: number;
	recordsPerPage?: number;
}

/** One page of a list. */
export function pageOf<T>(items: readonly T[], { pageNo = 1, recordsPerPage = 25 }: Paging): T[] {
	return items.slice((pageNo - 1) * recordsPerPage, pageNo * recordsPerPage);
}

/** One page of a list, with its totals, as the vendor's paged endpoints answer it. */
export function pagedAnswer<T>(
	name: string,
	items: readonly T[],
	{ pageNo = 1, recordsPerPage = 25 }: Paging,
) {
	return {
		totalRecords: items.length,
		pageNo,
		recordsPerPage,
		[name]: pageOf(items, { pageNo, recordsPerPage }),
	};
}

/** Whether a creation time lies within a range that includes both ends. */
export function isWithin(
	created: string,
	{ beginDate, endDate }: { beginDate?: string; endDate?: string },
): boolean {
	const time = Date.parse(created);
	return (!beginDate || time >= Date.parse(beginDate)) && (!endDate || time <= Date.parse(endDate));
}

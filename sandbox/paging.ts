export interface Paging {
	pageNo?: number;
	recordsPerPage?: number;
}

/** Returns one page of a list. */
export function pageOf<T>(items: readonly T[], { pageNo = 1, recordsPerPage = 25 }: Paging): T[] {
	return items.slice((pageNo - 1) * recordsPerPage, pageNo * recordsPerPage);
}

/** Returns one page of a list with its totals, in the format of the vendor's paged endpoints. */
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

/** Whether a creation time is within a range, including both ends. */
export function isWithin(
	created: string,
	{ beginDate, endDate }: { beginDate?: string; endDate?: string },
): boolean {
	const time = Date.parse(created);
	return (!beginDate || time >= Date.parse(beginDate)) && (!endDate || time <= Date.parse(endDate));
}

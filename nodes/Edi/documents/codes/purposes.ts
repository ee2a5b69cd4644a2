import { Codes } from '../engine/codes';

/** What a document is sent for: X12 element 353 (BEG01, BAK01, BSN01, BIG08), EDIFACT 1225. */
export const PURPOSES = new Codes([
	['original', ['00'], ['9']],
	['cancel', ['01'], ['1']],
	['add', ['02'], ['2']],
	['delete', ['03'], ['3']],
	['change', ['04'], ['4']],
	['replace', ['05'], ['5']],
	['confirm', ['06'], ['6']],
	['duplicate', ['07'], ['7']],
	['status', ['08'], []],
	['copy', ['31'], ['31']],
	['notAccepted', ['44'], ['27']],
	['accepted', [], ['29']],
	['response', ['11'], ['11']],
	['request', ['13'], ['13']],
	['advance', ['14'], []],
	['notProcessed', ['18'], []],
]);

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
	['status', ['08'], ['8']],
	['response', ['11'], ['11']],
	['notProcessed', ['12'], ['12']],
	['request', ['13'], ['13']],
	['advance', ['14'], ['14']],
	['resubmission', ['15'], ['35']],
	['proposal', ['16'], ['16']],
	['cancelToReissue', ['17'], ['17']],
	['reissue', ['18'], ['18']],
	['sellerChange', ['19'], ['19']],
	['informationCopy', ['22'], []],
	['copy', [], ['31']],
	['corrected', ['CO'], []],
	['notAccepted', ['44'], ['27']],
	['accepted', [], ['29']],
]);

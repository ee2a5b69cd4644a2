import { Codes } from '../engine/codes';

/** What a party does: X12 element 98 (N101), EDIFACT NAD 3035. */
export const ROLES = new Codes([
	['buyer', ['BY'], ['BY']],
	['seller', ['SE', 'SU', 'VN'], ['SU', 'SE']],
	['shipTo', ['ST'], ['DP', 'ST']],
	['billTo', ['BT'], ['IV']],
	['shipFrom', ['SF'], ['SF']],
	['remitTo', ['RE', 'RI', 'PE'], ['RE', 'PE']],
	['carrier', ['CA'], ['CA']],
	['ultimateConsignee', ['UC'], ['UC']],
	['consignee', ['CN'], ['CN']],
	['shipper', ['SH'], ['CZ']],
	['orderedBy', ['OB'], ['OB']],
	['soldTo', ['SO'], []],
	['payer', ['PR'], ['PR']],
	['invoicer', ['II'], ['II']],
	['markFor', ['Z7'], []],
	['warehouse', ['WH'], ['WH']],
	['manufacturer', ['MF'], ['MF']],
	['distributor', ['DS'], ['DS']],
	['forwarder', ['FW'], ['FW']],
	['notify', ['N1'], ['NI']],
	['endCustomer', ['EN'], ['UD']],
	['messageFrom', ['FR'], ['MS']],
	['messageTo', ['TO'], ['MR']],
]);

import { Codes } from '../engine/codes';
import { isLater, type Syntax } from '../engine/syntax';

/** Who identifies a product, and by what: X12 element 235 (PO106 and so on), EDIFACT C212.7143. */
export const PRODUCT_IDS = new Codes([
	['gtin', ['UP', 'EN', 'UK', 'EO'], ['EN', 'SRV', 'UP']],
	['buyer', ['IN', 'BP', 'CB'], ['IN', 'BP']],
	['supplier', ['VN', 'VP', 'VC'], ['SA', 'VN', 'VP']],
	['sku', ['SK'], ['SK']],
	['style', ['ST'], ['ST']],
	['buyerStyle', ['IT'], ['IT']],
	['supplierStyle', ['VA'], []],
	['manufacturer', ['MG'], ['MF']],
	['model', ['MN'], ['MN']],
	['isbn', ['IB'], ['IB']],
	['lot', ['LT', 'B8'], ['NB']],
	['serial', ['SN'], ['SN']],
	['issn', ['IS'], ['IS']],
	['drug', ['ND', 'N1', 'N2', 'N3', 'N4'], []],
	['tariff', ['HD'], ['HS']],
]);

/** The code that is usual for an id: for a GTIN, X12 has one for each length, and EDIFACT another from D.01B on. */
export function usualProductCode(syntax: Syntax, name: string, id: string): string | undefined {
	if (name !== 'gtin') return PRODUCT_IDS.codeOf(syntax.standard, name);
	if (syntax.standard === 'EDIFACT') return isLater(syntax) ? 'SRV' : 'EN';
	return { 8: 'EN', 13: 'EN', 14: 'UK' }[id.length] ?? 'UP';
}

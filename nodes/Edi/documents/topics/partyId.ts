import { isRecord } from '../../../shared/isRecord';
import { ID_SCHEMES } from '../codes/idSchemes';
import { text } from '../engine/forms';
import { coded, value } from '../engine/mappings';
import { within, type Mapping } from '../engine/mapping';
import { listAt, type Fields } from '../engine/paths';

/** The first id of a party and who assigned it: an entry of `ids`. */
export function partyId(
	idAt: string,
	schemeAt: string,
	maxLength: number,
	{ isSchemeRequired = false } = {},
): Mapping {
	const id = value(idAt, 'value', text(maxLength), { isRequired: true });
	const scheme = coded(schemeAt, 'scheme', ID_SCHEMES, { isRequired: isSchemeRequired });
	return {
		at: [idAt, schemeAt],
		paths: ['ids[].value', 'ids[].scheme'],
		read(texts, fields) {
			if (texts.at(idAt) === '' || texts.isUnclear(schemeAt)) return;
			const read: Fields = {};
			scheme.read(texts, read);
			id.read(texts, read);
			listAt(fields, 'ids').push(read);
		},
		write(fields, put) {
			const ids = fields.at('ids');
			if (ids === undefined) return;
			if (!Array.isArray(ids)) return fields.refuse('ids', 'is no list');
			if (ids.length === 0) return;
			if (!isRecord(ids[0])) return fields.refuse('ids[0]', 'is no object');
			const first = fields.entry('ids[0]', ids[0]);
			id.write(first, within(put, 'ids[0]'));
			scheme.write(first, within(put, 'ids[0]'));
		},
	};
}

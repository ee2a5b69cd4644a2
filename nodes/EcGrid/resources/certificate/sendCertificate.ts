import type { IBinaryData } from 'n8n-workflow';

import { checkCertificate, checkSizeOfCertificate, type KeyPart } from '../../fields/certificateContent';
import { CERTIFICATE_LABEL, certificateWritten } from '../../fields/certificateInput';
import { INPUT_FIELD_PROPERTY } from '../../../shared/fileProperties';
import { nodeError } from '../../transport/failure';
import { bytesOf, withContent } from '../../transport/outgoingFile';
import { defaultOutput } from '../defaultOutput';
import type { ItemRequest, ItemRun, Operation, OutputItem } from '../operation';
import { sizeToSend } from '../sizeToSend';

/** The bytes of the certificate in the item's file. Throws if it hasn't the wanted part of a key pair. */
async function bytesOfFile({ context, itemIndex, localValues }: ItemRun, wanted: KeyPart): Promise<Buffer> {
	const file = localValues.file as unknown as IBinaryData;
	const label = INPUT_FIELD_PROPERTY.displayName;
	const size = await sizeToSend(context, itemIndex, file, file.fileName || 'certificate');
	try {
		checkSizeOfCertificate(size, label);
		const bytes = await bytesOf(context.helpers, file);
		checkCertificate(bytes, label, wanted);
		return bytes;
	} catch (error) {
		throw nodeError(context, error, { itemIndex, description: 'Nothing was sent to ECGrid.' });
	}
}

/** Checks the certificate of an item, sends it in Base64, and returns the comm that has it now. */
export const sendCertificate = (wanted: KeyPart): Required<Pick<Operation, 'validate' | 'perform'>> => ({
	validate({ localValues: { certificate } }: ItemRequest): void {
		if (certificate !== undefined)
			checkCertificate(certificateWritten(String(certificate)), CERTIFICATE_LABEL, wanted);
	},

	async perform(run: ItemRun): Promise<OutputItem[]> {
		const { context, localValues, send } = run;
		const bytes = localValues.file
			? await bytesOfFile(run, wanted)
			: certificateWritten(String(localValues.certificate));
		const data = bytes.toString('base64');
		const content = bytes.toString();
		const secrets = [...(run.request.secrets ?? []), ...(wanted === 'private' ? [data, content] : [])];
		const request = withContent(context.helpers, { ...run.request, secrets }, { data }, bytes.length, 'cert');
		return [{ json: defaultOutput(await send(request), {}, { ...run, request }) }];
	},
});

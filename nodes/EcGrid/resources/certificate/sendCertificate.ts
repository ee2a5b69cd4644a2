import { certificateFile } from '../../fields/certificateInput';
import { withContent } from '../../transport/outgoingFile';
import { defaultOutput } from '../defaultOutput';
import type { ItemRun, Operation, OutputItem } from '../operation';
import { sizeToSend } from '../sizeToSend';

/** Sends the certificate of an item in Base64, and returns the comm that has it now. */
export async function sendCertificate(operation: Operation, run: ItemRun): Promise<OutputItem[]> {
	const { context, itemIndex, request, localValues, send } = run;
	const file = certificateFile(localValues);
	const fileName = 'fileName' in file && file.fileName ? file.fileName : 'certificate';
	const bytes = await sizeToSend(context, itemIndex, file, fileName);
	const data = await send(withContent(context.helpers, request, file, bytes, 'cert'));
	return [{ json: defaultOutput(data, operation, run) }];
}

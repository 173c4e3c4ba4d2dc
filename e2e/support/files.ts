// Files that arrive as people bring them: dropped on an element, or pasted into it.
import type { Locator } from '@playwright/test';

export interface NamedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export function textFile(name: string, text: string): NamedFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

/** Drags a file over an element and lets it go there. */
export async function drop(target: Locator, file: NamedFile): Promise<void> {
  const transfer = await transferOf(target, file);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await target.dispatchEvent(type, { dataTransfer: transfer });
  }
}

/** Pastes a file into an element. */
export async function paste(target: Locator, file: NamedFile): Promise<void> {
  const transfer = await transferOf(target, file);
  await target.evaluate((element, clipboardData) => {
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, transfer);
}

function transferOf(target: Locator, { name, mimeType, buffer }: NamedFile) {
  const parts = { name, mimeType, text: buffer.toString() };
  return target.page().evaluateHandle((file) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([file.text], file.name, { type: file.mimeType }));
    return transfer;
  }, parts);
}

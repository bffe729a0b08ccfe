// One fault at one moment of a reply, the same for every vendor: "cut@clause".
//
// Moments  headers   nothing was answered yet
//          token     the head came, no word
//          clause    some words came, no whole sentence
//          released  a whole sentence came, and some words of the next
//          end       every word came, but no end
// Faults   silence   nothing more comes, and the connection stays open
//          cut       the connection is broken
//          quiet     the connection is ended in good order, without the events that end a reply
//          error     the vendor reports an error inside the stream
//          refusal   the vendor refuses to go on
import { sleep } from './fake-vendor.mjs';

export const moments = ['headers', 'token', 'clause', 'released', 'end'];

const endings = {
  silence: () => {},
  cut: ({ reply }) => reply.cut(),
  quiet: ({ response }) => response.end(),
  error: ({ reply }) => reply.fail(),
  refusal: ({ reply }) => reply.refuse(),
};

export const faultsIn = Object.keys(endings);

/// How many pieces are said until then.
function saidUntil(moment, pieces) {
  const sentence = pieces.findIndex((piece) => /[.!?]\s*$/.test(piece));
  return { token: 0, clause: sentence, released: sentence + 3, end: pieces.length }[moment];
}

/// The fault of that name, as the others of a fake's faults.mjs; undefined when there is none.
export function faultAt(name) {
  const [kind, moment] = name.split('@');
  const end = endings[kind];
  if (end === undefined || !moments.includes(moment)) return undefined;
  return async (call) => {
    const { reply } = call;
    if (moment !== 'headers') {
      reply.begin();
      const pieces = reply.pieces();
      await reply.sayAll(pieces.slice(0, saidUntil(moment, pieces)));
    }
    await sleep(5);
    end(call);
  };
}

// Asks for the parts of a proof and follows it here, step by step, so that a person sees what was found.
import { api, sendOk, unwrap } from '@/api/client'
import { consistencyHolds, hashedBody, inclusionHolds, leafHash, type Note } from '@/ledger/merkle'

export type Step = { text: 'leaf' | 'path' | 'head' | 'root' | 'now'; good: boolean; values: Record<string, number> }
export type Verdict = { good: boolean; steps: Step[] }

const verdict = (steps: Step[]): Verdict => ({ good: steps.every((step) => step.good), steps })

export async function checkEvent(id: string): Promise<Verdict> {
  const path = { path: { id } }
  const proof = await unwrap(api.GET('/v1/events/{id}/proof', { params: path }))
  const answer = await (await sendOk(`/v1/events/${encodeURIComponent(id)}`)).text()
  const body = hashedBody(answer)
  const head = await unwrap(api.GET('/v1/ledger/root', { params: { query: { size: proof.size } } }))
  const leaf = body !== null && (await leafHash(body)) === proof.leaf
  const holds = await inclusionHolds(proof.index, proof.size, proof.leaf, proof.proof, proof.root)
  return verdict([
    { text: 'leaf', good: leaf, values: {} },
    { text: 'path', good: holds, values: { steps: proof.proof.length } },
    { text: 'head', good: head.root === proof.root && head.size === proof.size, values: { size: proof.size } },
  ])
}

export async function checkGrown(note: Note): Promise<Verdict> {
  const found = await unwrap(api.GET('/v1/ledger/consistency', { params: { query: { from: note.size } } }))
  const now = await unwrap(api.GET('/v1/ledger/root', { params: { query: { size: found.to } } }))
  const holds = await consistencyHolds(note.size, found.to, note.root, found.to_root, found.proof)
  return verdict([
    { text: 'root', good: found.from === note.size && found.from_root === note.root, values: { size: note.size } },
    { text: 'path', good: holds, values: { steps: found.proof.length } },
    { text: 'now', good: now.root === found.to_root, values: { size: found.to } },
  ])
}

// Sends one command. Its id is made once, when the dialog opens: sending it again can never do it twice.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { uuidV7 } from '@/queue/id'
import type { CommandBody } from './fields'

type Command = components['schemas']['Command']
export type CommandAnswer = components['schemas']['CommandAnswer']

const CHANGED = ['units', 'unit', 'history', 'stock', 'events', 'dashboard', 'package', 'packages', 'ledger', 'trace']

export function useGiveCommand(command: string, onDone: (answer: CommandAnswer) => void) {
  const queries = useQueryClient()
  const [id] = useState(() => uuidV7())
  const sending = useMutation({
    mutationFn: (body: CommandBody) =>
      unwrap(api.POST('/v1/commands/{command}', { params: { path: { command } }, body: body as Command })),
    onSuccess: async (answer) => {
      for (const key of CHANGED) void queries.invalidateQueries({ queryKey: [key] })
      onDone(answer)
    },
  })
  return { id, sending }
}

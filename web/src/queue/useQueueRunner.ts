// Keeps the queue going while somebody is signed in: sends, tells what is wrong with the storage, shows the number that waits, and
// refreshes what this device knows. Mounted once, by the shell.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnected } from '@/app/live'
import { ME_STORED, useMe } from '@/app/session'
import { notify } from '@/ui/notify'
import { showWaiting } from './attention'
import type { Scan } from './db'
import { useQueue } from './hooks'
import { rememberAnswers } from './masters'
import { refreshMasters } from './masters-refresh'
import { post } from './post'
import { Sender } from './sender'
import { listen } from './signal'
import { inTurn } from './turn'

const REFRESH_MS = 60_000
const ASKED = 'serno-persist-asked'

/** The session is one for all tabs: another tab may have signed in as somebody else. */
function signedInNow(): number | null {
  try {
    const me: { id?: number } | null = JSON.parse(localStorage.getItem(ME_STORED) ?? 'null')
    return me?.id ?? null
  } catch {
    return null
  }
}

const TOGETHER_MS = 1000
let answers: Scan[] = []

/** What answers tell about units, written together: while much is sent the disk has better things to do. */
function settled(entries: Scan[]) {
  if (answers.length === 0) {
    setTimeout(() => {
      void rememberAnswers(answers).catch(() => undefined)
      answers = []
    }, TOGETHER_MS)
  }
  answers.push(...entries)
  if (entries.some((entry) => entry.problem?.code.startsWith('unknown_'))) void refreshMasters(true)
}

/** Asked once: the browser then keeps the storage when the device runs out of room. */
function askForStorage() {
  if (!navigator.storage?.persist || localStorage.getItem(ASKED)) return
  localStorage.setItem(ASKED, new Date().toISOString())
  void navigator.storage.persist().catch(() => false)
}

function useSender(userId: number | undefined): Sender | null {
  const [sender, setSender] = useState<Sender | null>(null)
  useEffect(() => {
    if (userId === undefined) return
    const ended = new AbortController()
    const made = new Sender({ user: () => (signedInNow() === userId ? userId : null), post, settled })
    void inTurn(ended.signal, (lost) => made.run(lost))
    setSender(made)
    return () => {
      ended.abort()
      setSender(null)
    }
  }, [userId])
  return sender
}

function useHurry(sender: Sender | null) {
  const connected = useConnected()
  useEffect(() => {
    if (!connected) return
    sender?.hurry()
    void refreshMasters()
    const again = setInterval(() => void refreshMasters(), REFRESH_MS)
    return () => clearInterval(again)
  }, [sender, connected])
  useEffect(() => {
    if (!sender) return
    window.addEventListener('online', sender.hurry)
    document.addEventListener('visibilitychange', sender.hurry)
    return () => {
      window.removeEventListener('online', sender.hurry)
      document.removeEventListener('visibilitychange', sender.hurry)
    }
  }, [sender])
}

function useTrouble() {
  const { t } = useTranslation('queue', { useSuspense: false })
  useEffect(
    () =>
      listen((signal) => {
        if (signal.type === 'wake' && signal.fresh) askForStorage()
        if (signal.type !== 'trouble') return
        notify({
          id: 'queue-trouble',
          color: 'red',
          title: t('notKept.title'),
          message: t('notKept.text', { reason: signal.message }),
          autoClose: false,
          role: 'alert',
        })
      }),
    [t],
  )
}

function useOneSession() {
  const queries = useQueryClient()
  useEffect(() => {
    const changed = (event: StorageEvent) => {
      if (event.key === ME_STORED) void queries.invalidateQueries({ queryKey: ['me'] })
    }
    window.addEventListener('storage', changed)
    return () => window.removeEventListener('storage', changed)
  }, [queries])
}

export function useQueueRunner() {
  const me = useMe()
  const { waiting, refused, held } = useQueue()
  const sender = useSender(me?.id)
  useHurry(sender)
  useTrouble()
  useOneSession()
  useEffect(() => showWaiting(waiting + refused + held), [waiting, refused, held])
}

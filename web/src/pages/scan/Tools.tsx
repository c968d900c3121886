// Under the thumb: type a code, take the last scan back, the camera, a pasted list, and how this device scans.
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconCamera, IconCameraOff, IconClipboardList, IconCornerDownLeft } from '@tabler/icons-react'
import { type FormEvent, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scan } from '@/queue'
import type { Mode } from '@/scan/modes'
import { useAtDesk } from './AtDesk'
import { SettingsMenu } from './SettingsMenu'
import classes from './Tools.module.css'

type Props = {
  mode: Mode
  entry: RefObject<HTMLInputElement | null>
  undo: Scan | undefined
  camera: boolean
  onCamera: () => void
  onBulk: () => void
}

export function Tools({ mode, entry, undo, camera, onCamera, onBulk }: Props) {
  const { t } = useTranslation('scan')
  const { desk } = useAtDesk()
  return (
    <div className={classes.tools}>
      <CodeEntry input={entry} />
      <div className={classes.buttons}>
        <Button
          variant="default"
          className={classes.tool}
          leftSection={<IconArrowBackUp size={22} />}
          disabled={!undo}
          title={undo ? t('do.undoLast') : t('do.nothingToUndo')}
          onClick={() => undo && void desk.undo(undo)}
        >
          {t('do.undo')}
        </Button>
        <Button
          variant={camera ? 'filled' : 'default'}
          className={classes.tool}
          leftSection={camera ? <IconCameraOff size={22} /> : <IconCamera size={22} />}
          aria-pressed={camera}
          title={camera ? t('do.cameraOff') : t('do.camera')}
          onClick={onCamera}
        >
          {t('do.camera')}
        </Button>
        <ActionIcon
          variant="default"
          className={classes.square}
          aria-label={t('do.bulk')}
          title={t('do.bulk')}
          disabled={mode.commands.length === 0}
          onClick={onBulk}
        >
          <IconClipboardList size={22} />
        </ActionIcon>
        <SettingsMenu className={classes.square} />
      </div>
    </div>
  )
}

function CodeEntry({ input }: { input: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('scan')
  const { desk } = useAtDesk()
  const [code, setCode] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() === '') return
    setCode('')
    void desk.scan(code)
  }
  return (
    <form className={classes.entry} onSubmit={submit}>
      <TextInput
        ref={input}
        aria-label={t('entry.label')}
        placeholder={t('entry.placeholder')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        classNames={{ input: classes.code }}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        maxLength={1000}
      />
      <ActionIcon type="submit" variant="filled" className={classes.square} aria-label={t('do.enter')}>
        <IconCornerDownLeft size={22} />
      </ActionIcon>
    </form>
  )
}

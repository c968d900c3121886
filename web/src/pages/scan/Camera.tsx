// The camera as a scanner: hold a code into the frame. Every code that comes into view is taken once.
import { ActionIcon, Alert, Select, Text } from '@mantine/core'
import { IconBulb, IconBulbOff, IconCameraOff, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { InView } from '@/scan/camera/inView'
import type { Seen } from '@/scan/camera/protocol'
import { type CameraState, useCamera } from '@/scan/camera/useCamera'
import { useDecoder, type View } from '@/scan/camera/useDecoder'
import classes from './Camera.module.css'

type Props = { onCode: (code: string) => void; onClose: () => void }

export default function Camera({ onCode, onClose }: Props) {
  const { t } = useTranslation('scan')
  const video = useRef<HTMLVideoElement>(null)
  const camera = useCamera(video)
  const [inView] = useState(() => new InView())
  const [view, setView] = useState<View | null>(null)
  const broken = useDecoder({
    video,
    running: camera.stream !== null,
    onView: (next) => {
      setView((now) => (next.seen.length === 0 && (now === null || now.seen.length === 0) ? now : next))
      for (const code of inView.news(
        next.seen.map((one) => one.text),
        performance.now(),
      ))
        onCode(code)
    },
  })
  if (camera.error || broken) return <Trouble camera={camera} broken={broken} onClose={onClose} />
  return (
    <section className={classes.camera} aria-label={t('camera.title')}>
      <video ref={video} className={classes.video} autoPlay playsInline muted />
      <div className={classes.frame} aria-hidden />
      {view ? <Marks view={view} /> : null}
      <Text className={classes.hint} size="sm">
        {camera.stream ? t('camera.aim') : t('camera.starting')}
      </Text>
      <Controls camera={camera} onClose={onClose} />
    </section>
  )
}

function Controls({ camera, onClose }: { camera: CameraState; onClose: () => void }) {
  const { t } = useTranslation('scan')
  const { torch } = camera
  return (
    <div className={classes.controls}>
      {camera.cameras.length > 1 ? (
        <Select
          aria-label={t('camera.which')}
          className={classes.which}
          value={camera.id}
          allowDeselect={false}
          data={camera.cameras.map(({ id, label }, at) => ({
            value: id,
            label: label || t('camera.unnamed', { number: at + 1 }),
          }))}
          onChange={(id) => id && camera.choose(id)}
        />
      ) : null}
      {torch !== null ? (
        <ActionIcon
          variant="default"
          className={classes.button}
          aria-pressed={torch}
          aria-label={t('camera.torch')}
          onClick={() => camera.setTorch(!torch)}
        >
          {torch ? <IconBulbOff size={22} /> : <IconBulb size={22} />}
        </ActionIcon>
      ) : null}
      <ActionIcon variant="default" className={classes.button} aria-label={t('do.cameraOff')} onClick={onClose}>
        <IconX size={22} />
      </ActionIcon>
    </div>
  )
}

/** A frame around each code that is read just now. */
function Marks({ view: { seen, width, height } }: { view: View }) {
  const outline = ({ box }: Seen) => box.map(({ x, y }) => `${x},${y}`).join(' ')
  return (
    <svg className={classes.marks} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid slice" aria-hidden>
      {seen.map((one) => (
        <polygon key={one.text} points={outline(one)} />
      ))}
    </svg>
  )
}

function Trouble({ camera, broken, onClose }: { camera: CameraState; broken: boolean; onClose: () => void }) {
  const { t } = useTranslation(['scan', 'common'])
  const code = camera.error?.code ?? (broken ? 'decoder' : 'failed')
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      icon={<IconCameraOff />}
      title={t('scan:camera.title')}
      withCloseButton
      closeButtonLabel={t('common:close')}
      onClose={onClose}
    >
      {t(`scan:camera.error.${code}`, { detail: camera.error?.detail ?? '' })}
    </Alert>
  )
}

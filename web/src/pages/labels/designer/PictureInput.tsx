// A PNG file that becomes part of the template.
import { Button, FileButton, Text } from '@mantine/core'
import { IconPhotoUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IMAGE_BYTES } from '@/designer/template'
import classes from './Designer.module.css'
import type { PropertyProps } from './PropertyInput'

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

export function PictureInput({ fixed, error, onSet }: PropertyProps) {
  const { t } = useTranslation('labels')
  const [tooLarge, setTooLarge] = useState(false)
  const take = async (file: File | null) => {
    if (!file) return
    setTooLarge(file.size > IMAGE_BYTES)
    if (file.size <= IMAGE_BYTES) onSet({ png: await base64(file) })
  }
  const says = tooLarge ? t('pictureTooLarge', { kib: IMAGE_BYTES / 1024 }) : error
  return (
    <div className={classes.wide}>
      <FileButton accept="image/png" onChange={(file) => void take(file)} disabled={fixed}>
        {(props) => (
          <Button {...props} variant="default" fullWidth leftSection={<IconPhotoUp size={16} aria-hidden />}>
            {t('choosePicture')}
          </Button>
        )}
      </FileButton>
      <Text size="xs" mt={4} className={says ? classes.wrong : undefined} c={says ? undefined : 'dimmed'}>
        {says ?? t('pictureHint', { kib: IMAGE_BYTES / 1024 })}
      </Text>
    </div>
  )
}

// What a text or a symbol says: letters, and {names} of fields, which are chosen from those that the server knows.
import { Button, Menu, Textarea } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldsQuery } from '../labels'
import classes from './Designer.module.css'
import type { PropertyProps } from './PropertyInput'

export function ContentInput({ element, target, fixed, error, onSet }: PropertyProps) {
  const { t } = useTranslation('labels')
  const { data: fields } = useQuery(fieldsQuery(target))
  const input = useRef<HTMLTextAreaElement>(null)
  const content = element.content ?? ''
  const gs1 = element.kind === 'symbol' && element.symbology?.startsWith('gs1_') && element.symbology !== 'gs1_dl_qr'
  const insert = (name: string) => {
    const from = input.current?.selectionStart ?? content.length
    const to = input.current?.selectionEnd ?? from
    onSet({ content: `${content.slice(0, from)}{${name}}${content.slice(to)}` })
  }
  return (
    <div className={classes.wide}>
      <Textarea
        ref={input}
        label={t('member.content')}
        description={gs1 ? t('gs1Hint') : undefined}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        data-wedge="field"
        error={error}
        readOnly={fixed}
        value={content}
        onChange={(event) => onSet({ content: event.currentTarget.value })}
      />
      {fixed ? null : (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button mt={6} size="compact-sm" variant="default" leftSection={<IconBraces size={14} aria-hidden />}>
              {t('insertField')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {fields?.map((name) => (
              <Menu.Item key={name} ff="monospace" onClick={() => insert(name)}>
                {`{${name}}`}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

// Saved views of a list: its search string under a name, one's own or shared. Which one is shown stands in the address as `view`.
import { Button, Menu, Text } from '@mantine/core'
import { IconBookmark, IconBookmarkPlus, IconChevronDown, IconDeviceFloppy, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showProblem } from '@/ui/showProblem'
import { ManageViews } from './ManageViews'
import { SaveView } from './SaveView'
import { useSaveView, useViews, type View } from './useViews'
import { searchOf, viewQuery } from './viewQuery'

type Search = Record<string, string>
type Props = {
  /** Of which list; also its name on the server. */
  page: string
  search: Search
  onApply: (search: Search) => void
  /** Name of the list without any filter. */
  everything: string
}

export function ViewsMenu({ page, search, onApply, everything }: Props) {
  const { t } = useTranslation(['units', 'common'])
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  const views = useViews(page)
  const save = useSaveView(page)
  const current = views.find((view) => String(view.id) === search.view)
  const query = viewQuery(search)
  const differs = current !== undefined && current.query !== query
  const apply = (view: View) => onApply({ ...searchOf(view.query), view: String(view.id) })
  const close = () => setDialog(null)
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={16} aria-hidden />}
            rightSection={<IconChevronDown size={16} aria-hidden />}
          >
            <Text span inherit truncate maw={200}>
              {current?.name ?? t('units:views.title')}
              {differs ? ` (${t('units:views.changed')})` : null}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
          <Menu.Item onClick={() => onApply({})}>{everything}</Menu.Item>
          <ViewItems
            label={t('units:views.own')}
            views={views.filter((view) => view.own)}
            onApply={apply}
            at={current}
          />
          <ViewItems
            label={t('units:views.shared')}
            views={views.filter((view) => !view.own)}
            onApply={apply}
            at={current}
          />
          <Menu.Divider />
          {differs && current.own ? (
            <Menu.Item
              leftSection={<IconDeviceFloppy size={16} aria-hidden />}
              onClick={() => save.mutate({ id: current.id, query }, { onError: showProblem })}
            >
              {t('units:views.update', { name: current.name })}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconBookmarkPlus size={16} aria-hidden />} onClick={() => setDialog('save')}>
            {t('units:views.save')}
          </Menu.Item>
          {views.length > 0 ? (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog('manage')}>
              {t('units:views.manage')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' ? <SaveView page={page} query={query} onSaved={apply} onClose={close} /> : null}
      {dialog === 'manage' ? <ManageViews page={page} onClose={close} /> : null}
    </>
  )
}

function ViewItems(props: { label: string; views: View[]; onApply: (view: View) => void; at: View | undefined }) {
  if (props.views.length === 0) return null
  return (
    <>
      <Menu.Label>{props.label}</Menu.Label>
      {props.views.map((view) => (
        <Menu.Item
          key={view.id}
          onClick={() => props.onApply(view)}
          fw={view.id === props.at?.id ? 600 : undefined}
          aria-current={view.id === props.at?.id || undefined}
          rightSection={
            view.own ? null : (
              <Text size="xs" c="dimmed">
                {view.owner}
              </Text>
            )
          }
        >
          <Text span inherit truncate>
            {view.name}
          </Text>
        </Menu.Item>
      ))}
    </>
  )
}

// The roles, each with what it is for.
import { Checkbox, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useWords } from '@/ui/words'
import { isRole, type Role } from './users'

type Props = {
  label: string
  description?: string
  value: Role[]
  onChange: (roles: Role[]) => void
  offered: readonly Role[]
  error?: string
}

export function RolePicker({ label, description, value, onChange, offered, error }: Props) {
  const { t } = useTranslation('users')
  const words = useWords()
  return (
    <Checkbox.Group
      label={label}
      description={description}
      value={value}
      onChange={(names) => onChange(names.filter(isRole))}
      error={error}
    >
      <Stack gap="sm" mt="xs">
        {offered.map((role) => (
          <Checkbox key={role} value={role} label={words.role(role)} description={t(`says.${role}`)} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}

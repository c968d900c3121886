// A label as the server draws it, as large as it is or as its frame allows.
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { pixels, screenFactor } from '@/designer/screen'
import { useStored } from '@/scan/stored'
import classes from './Labels.module.css'
import { pictureQuery } from './labels'

const MOST_PX = 144

type Props = { id: string; version: number; width: number; height: number; name: string }

export function TemplatePicture({ id, version, width, height, name }: Props) {
  const factor = useStored(screenFactor)
  const { data, isPending } = useQuery(pictureQuery(id, version))
  if (isPending) return <Skeleton height={90} width={150} />
  return data ? (
    <img
      className={classes.picture}
      src={data}
      alt={name}
      style={{
        width: `min(${pixels(width, factor)}px, 100%, ${(MOST_PX * width) / height}px)`,
        aspectRatio: `${width} / ${height}`,
      }}
    />
  ) : null
}

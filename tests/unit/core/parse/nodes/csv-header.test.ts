import { expect, test } from 'vitest'
import { csvHeader } from '../../../../../src/core/parse/nodes/csv-header.ts'

test.each([
  ['id,name\n1,a\n', ',', ['id', 'name']],
  ['\uFEFFid,name\r\n1,a\r\n', ',', ['id', 'name']],
  ['"id","full, name","a ""b"""\n', ',', ['id', 'full, name', 'a "b"']],
  ['id;name;x', ';', ['id', 'name', 'x']],
  ['id|na^me\n', '|', ['id', 'na^me']],
  ['id\tname\n', '\t', ['id', 'name']],
  ['a,,b\n', ',', ['a', '', 'b']],
  ['"a\nb",c\n', ',', ['a\nb', 'c']],
  [' id , name \n', ',', ['id', 'name']],
])('the header of %j', (text, delimiter, names) => {
  expect(csvHeader(text, delimiter)).toEqual(names)
})

test.each(['', '\n1,2\n', '"id,name\n1,2\n'])('%j has no header', text => {
  expect(csvHeader(text, ',')).toBeUndefined()
})

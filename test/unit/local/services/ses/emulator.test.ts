import { describe, expect, it } from '@jest/globals';
import { Emulator, type Loader } from '../../../../../local/services/ses/emulator.ts';
import { emulatorError } from '../../../../../local/services/ses/emulator-error.ts';

function notFound(name: string): Error {
  return Object.assign(new Error(`Cannot find package '${name}' imported from /app/emulator.js`), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
}

/** Fails to find anything. */
function aLoader(fault: Error): Loader {
  const fail = () => {
    throw fault;
  };
  return Object.assign(fail, { resolve: fail });
}

describe('Emulator', () => {
  it('names the package to install where it is missing', async () => {
    await expect(Emulator.find(aLoader(notFound('aws-ses-v2-local')))).rejects.toThrow(
      'The local stack needs the package aws-ses-v2-local: install what it needs with "npm install --save-dev fauxqs@2.4 aws-ses-v2-local@2.10 dynalite@4 jsep@1 chokidar@5".',
    );
  });

  it('tells any other failure as it is', async () => {
    const failure = notFound('express');

    await expect(Emulator.find(aLoader(failure))).rejects.toBe(failure);
  });
});

describe('emulatorError', () => {
  it.each([
    {
      answer: {
        status: 400,
        body: '{"message":"Bad Request Exception","detail":"aws-ses-v2-local: Must have a subject."}',
      },
      error: {
        message: 'Must have a subject.',
        v1: { code: 'InvalidParameterValue', status: 400 },
        v2: { code: 'BadRequestException', status: 400 },
      },
    },
    {
      answer: { status: 404, body: '{"type":"NotFoundException","message":"No such template."}' },
      error: { message: 'No such template.', v2: { code: 'NotFoundException', status: 404 } },
    },
    {
      answer: { status: 404, body: '<UnknownOperationException/>' },
      error: {
        message: 'The local SES does not know this operation.',
        v2: { code: 'UnknownOperationException', status: 404 },
      },
    },
    {
      answer: { status: 413, body: '<html>Payload too large</html>' },
      error: {
        message: 'The local SES cannot read the request.',
        v2: { code: 'BadRequestException', status: 413 },
      },
    },
    { answer: { status: 500, body: '<html>' }, error: { v1: { code: 'InternalFailure', status: 500 } } },
  ])('reads $answer', ({ answer, error }) => {
    expect(emulatorError({ contentType: 'text/plain', ...answer })).toMatchObject(error);
  });
});

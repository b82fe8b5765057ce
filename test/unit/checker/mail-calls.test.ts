import { describe, expect, it } from '@jest/globals';
import { mailCallsIn } from '../../../checker/pipeline/mail-calls.ts';

const operationsIn = (text: string, name = 'index.mjs') => {
  const found = mailCallsIn({ name, text });
  return Array.isArray(found) ? found.map(({ operation }) => operation) : found;
};

describe('the code of a function', () => {
  it.each<[string, string, string[]]>([
    [
      'by a command',
      "import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';\nnew SESClient().send(new SendEmailCommand({}))",
      ['SendEmail'],
    ],
    [
      'by a method',
      "const { SES } = require('@aws-sdk/client-ses');\nnew SES().sendTemplatedEmail({})",
      ['SendTemplatedEmail'],
    ],
    [
      'by what is imported as a whole',
      "import * as ses from '@aws-sdk/client-sesv2';\nnew ses.SendBulkEmailCommand({})",
      ['SendBulkEmail'],
    ],
    [
      'by the SDK of before',
      "const AWS = require('aws-sdk');\nnew AWS.SES().sendRawEmail({})",
      ['SendRawEmail'],
    ],
    [
      'by what is imported later',
      "const { SESv2Client, SendEmailCommand } = await import('@aws-sdk/client-sesv2');\nnew SendEmailCommand({})",
      ['SendEmail'],
    ],
    [
      'by nodemailer over SES',
      "import { SESv2Client } from '@aws-sdk/client-sesv2';\nnodemailer.createTransport({ SES: { sesClient } }).sendMail(mail)",
      ['SendRawEmail'],
    ],
  ])('sends by SES: %s', (_, text, operations) => {
    expect(operationsIn(text)).toEqual(operations);
  });

  it.each<[string, string, string[]]>([
    ['in Python', "import boto3\nses = boto3.client('sesv2')\nses.send_bulk_email()", ['SendBulkEmail']],
    ['in Python by name', "boto3.client(service_name='ses').send_raw_email()", ['SendRawEmail']],
  ])('sends by SES %s', (_, text, operations) => {
    expect(operationsIn(text, 'index.py')).toEqual(operations);
  });

  it('sends by SES in Ruby', () => {
    expect(operationsIn("require 'aws-sdk-ses'\nAws::SES::Client.new.send_email({})", 'index.rb')).toEqual([
      'SendEmail',
    ]);
  });

  it.each<[string, string]>([
    [
      'by another provider',
      "import sgMail from '@sendgrid/mail';\nconst sendEmail = () => sgMail.send({});\nsendEmail()",
    ],
    [
      'by SMTP',
      "import nodemailer from 'nodemailer';\nnodemailer.createTransport({ host: 'smtp.example.com' }).sendMail(mail)",
    ],
    [
      'by a comment',
      "import { SES } from '@aws-sdk/client-ses';\n// new SendEmailCommand({})\n/* ses.sendEmail() */\nawait new SES().getSendQuota()",
    ],
    [
      'by a type',
      "import type { SendEmailCommand } from '@aws-sdk/client-ses';\nqueue.push(new SendEmailCommand())",
    ],
    ['by a text', "import { SES } from '@aws-sdk/client-ses';\nconsole.log('SendEmail failed')"],
    [
      'by a function of its own of that name',
      "import { SES } from '@aws-sdk/client-ses';\nfunction sendEmail() {}\nexports.sendEmail(sendEmail)",
    ],
  ])('does not send by SES %s', (_, text) => {
    expect(operationsIn(text)).toBeUndefined();
  });

  it('cannot be told where a bundler has put the whole SDK into it', () => {
    expect(operationsIn('var e="SimpleEmailService";var n=["SendEmail"]')).toBe('bundled');
  });
});

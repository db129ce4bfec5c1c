/** The key of a job, out of every link that Upwork, its mails and its apps make to it, and out of no link to anything else. */
import { describe, expect, test } from 'vitest';
import { jobKeyIn, jobKeyOf, jobTitleIn } from '../../src/rules/values/job-key.ts';

const KEY = '~022106000000000000001';

describe('a link', () => {
  test.each([
    `https://www.upwork.com/jobs/${KEY}`,
    `https://www.upwork.com/jobs/${KEY}/`,
    `https://www.upwork.com/jobs/Menu-for-a-floating-tea-house_${KEY}/?source=rss`,
    `https://www.upwork.com/jobs/C%2B%2B-and_more_${KEY.replace('~', '%7E')}?source=rss`,
    `https://www.upwork.com/jobs/_${KEY}#top`,
    `https://www.upwork.com/job/Old-style_${KEY}/`,
    `https://www.upwork.com/nx/proposals/job/${KEY}/apply/`,
    `https://www.upwork.com/nx/proposals/job/${KEY}/apply/#/`,
    `https://www.upwork.com/ab/proposals/job/${KEY}/apply?hs=1`,
    `https://www.upwork.com/freelance-jobs/apply/Slug_${KEY}/`,
    `https://www.upwork.com/freelance-jobs/apply/${KEY}/?utm=~019`,
    `https://www.upwork.com/nx/find-work/best-matches/details/${KEY}?pageTitle=Job%20Details&_navType=modal`,
    `https://www.upwork.com/nx/search/jobs/details/${KEY}/?q=tea`,
    `https://m.upwork.com/jobs/${KEY}`,
    `http://upwork.com/jobs/${KEY}`,
    `www.upwork.com/jobs/${KEY}`,
    `/jobs/${KEY}/`,
  ])('the link %s leads to the job', (link) => {
    expect(jobKeyIn(link)).toBe(KEY);
  });

  test.each([
    `https://www.upwork.com/freelancers/${KEY}`,
    `https://www.upwork.com/companies/${KEY}/`,
    'https://www.upwork.com/nx/proposals/1234567890',
    `https://www.upwork.com/nx/find-work/?from=/jobs/${KEY}`,
    'https://www.upwork.com/jobs/~02xyz',
    'https://www.upwork.com/jobs/',
    '',
  ])('the link %s leads to no job', (link) => {
    expect(jobKeyIn(link)).toBeNull();
  });
});

describe('a key', () => {
  const link = `https://www.upwork.com/nx/proposals/job/${KEY}/apply/`;
  test.each([
    ['as it was typed', { key: '~0123', url: link }, '~0123'],
    ['in words of one’s own', { key: 'tea house', url: link }, 'tea house'],
    ['from a link typed in its place', { key: link, url: null }, KEY],
    ['without its mark typed', { key: KEY.slice(1), url: null }, KEY],
    ['from the proposal’s link', { key: null, url: link }, KEY],
    ['as none from a link that names none', { key: null, url: 'https://example.com' }, null],
    ['as none where nothing was typed', { key: null, url: null }, null],
  ])('the key of a job is read %s', (_, given, key) => {
    expect(jobKeyOf(given)).toBe(key);
  });
});

describe('the title of a link', () => {
  test.each([
    [`https://www.upwork.com/jobs/Redesign-bookbinder-website_${KEY}/?source=rss`, 'Redesign bookbinder website'],
    [`https://www.upwork.com/freelance-jobs/apply/Menu--for-a-tea-house-_${KEY}/`, 'Menu for a tea house'],
    [`https://www.upwork.com/jobs/Caf%C3%A9-50%25-off_%7E${KEY.slice(1)}`, 'Café 50% off'],
    [`https://www.upwork.com/jobs/UI_UX-design_${KEY}`, 'UI_UX design'],
    [`https://www.upwork.com/jobs/Bad-%E0%A4-code-100%_${KEY}`, 'Bad %E0%A4 code 100%'],
    [`https://www.upwork.com/jobs/Two%0Alines%1B-here_${KEY}`, 'Two lines here'],
    [`https://www.upwork.com/jobs/${KEY}`, null],
    [`https://www.upwork.com/jobs/_${KEY}`, null],
    [`https://www.upwork.com/jobs/---_${KEY}`, null],
    [`https://www.upwork.com/nx/proposals/job/${KEY}/apply/`, null],
    ['https://www.upwork.com/jobs/Without-a-key', null],
  ])('the link %s names the title %s', (link, title) => {
    expect(jobTitleIn(link)).toBe(title);
  });
});

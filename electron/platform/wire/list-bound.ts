/**
 * Most records of one message that are looked at. Documented are 50 CDRs and 100 number statuses; a longer list is taken in, but one far
 * beyond that is nobody's mistake in counting, and 512 KiB hold 250,000 records: each of them would cost the receiver's loop and the
 * writer their time. Such a list is quarantined as a whole, unread; its bytes are kept like those of any push.
 */
export const mostRecords = 2_000

-- A chart reads the minutes of one placement, which were written among those of all others: a page of the table for each.
-- The index keeps them side by side, figures included, so that a chart reads some thirty pages, however many placements
-- there are. Minutes are never changed, so nothing is written twice but the row itself.
alter table health_sample_minute drop constraint health_sample_minute_pkey;
alter table health_sample_minute add primary key (placement, at) include (
    looks, unseen, healthy, worst, desired, running_low, running_high, pending, restarts,
    latency, latency_high, cpu, cpu_high, memory, memory_high, requests, requests_high, errors, errors_high,
    queue, queue_high);

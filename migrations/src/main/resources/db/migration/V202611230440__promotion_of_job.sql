-- From the page of a job to its promotion.
create index promotion_of_job on promotion (project, job_number);

-- Rules can be changed; a change that overlooks another is refused.
alter table trust_rule add column version integer not null default 1;

create or replace function internal.ranking_rules(weights_in jsonb) returns json
language sql stable parallel safe
as $$
    select json_build_object(
        'candidates', format(
            'Posts you have not seen: by people you follow and in your circles, reposted or liked by people you follow, '
            'near to what you like, about topics you follow or like, trending, and new ones of everybody. '
            'Liked, near and on-topic ones are at most %s days old.', weights_in ->> 'recent_days'),
        'score',
            'base + followed + reposted + circle + liked_by_followed + similar × similarity + topic × interest + '
            'trending × rank + fresh + engagement × reactions per view + small_account × smallness, '
            'each part as far as it is so (0 to 1).',
        'freshness', format('The score is divided by 1 + age / %s hours.', weights_in ->> 'half_life_hours'),
        'similar', format(
            'How near a post is to what you liked counts from %s of 1 on. Your interests fade by half each 30 days, and '
            'are kept only while recommendations may use your activity.', weights_in ->> 'similar_from'),
        'fresh', format(
            'Of the last three days, by somebody with fewer than %s followers.', weights_in ->> 'small_account_followers'),
        'spread', format(
            'The n-th post of an author counts 1 / n^%s, the n-th about a topic 1 / n^%s.',
            weights_in ->> 'author_spread', weights_in ->> 'topic_spread'),
        'feedback', format(
            'Less like this hides the post, and for 30 days posts of its author and about its topics count × %s; '
            'more like this: × %s.', weights_in ->> 'less', weights_in ->> 'more'),
        'in_a_row', 'Never more than two posts in a row of an author or about a topic.',
        'seen', 'Nothing is shown twice in seven days while there is anything else.',
        'never', 'Your own posts, people, words and topics you muted, and what is not for you to see.')
$$;
comment on function internal.ranking_rules(jsonb) is 'How the weights are used, in sentences: {name: sentence}.';
grant execute on function internal.ranking_rules(jsonb) to topin_user, topin_staff;

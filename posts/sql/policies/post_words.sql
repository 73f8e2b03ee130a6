-- The text of posts in another form; read by search, which asks who sees the post.
select internal.lock_down('post_words');
